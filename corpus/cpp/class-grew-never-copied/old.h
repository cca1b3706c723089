class counter {
public:
    static counter *make();
    counter(const counter &) = delete;
    counter &operator=(const counter &) = delete;
    int get() const;

private:
    counter();
    ~counter();
    long count;
};
