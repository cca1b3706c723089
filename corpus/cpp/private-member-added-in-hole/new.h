class counter {
public:
    static counter *make();
    long get() const { return count + flag; }

private:
    counter();
    ~counter();
    char flag;
    int step;
    long count;
};
