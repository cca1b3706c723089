class counter {
public:
    static counter *make();
    int get() const { return count; }

private:
    counter();
    ~counter();
    int step;
    int count;
};
