class counter {
public:
    explicit counter(int first) : ready(true), count(first) {}
    static counter *make();
    int get() const;
    bool ready;
    int count;
};
