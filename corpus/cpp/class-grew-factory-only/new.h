class counter {
public:
    static counter *make();
    int get();

private:
    counter();
    ~counter();
    int count;
    int last;
};
