class counter {
public:
    static counter *make();
    int get() const;

private:
    counter();
    long count;
};
