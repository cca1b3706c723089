class counter {
public:
    explicit counter(int first) : ready(true), fast(false), count(first) {}
    static counter *make();
    int get() const;
    bool ready;
    bool fast;
    int count;
};
