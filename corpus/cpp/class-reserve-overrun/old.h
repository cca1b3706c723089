class context {
public:
    static context *make();
    int get() const { return count; }

private:
    context();
    long reserved[1];
    int count;
};
