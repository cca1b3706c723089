class context {
public:
    static context *make();
    int get() const { return count; }

private:
    context();
    long id;
    long more;
    int count;
};
