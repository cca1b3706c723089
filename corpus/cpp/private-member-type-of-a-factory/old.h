class counter {
public:
    static counter *make();
    int get() const;
    void step();

private:
    counter();
    ~counter();
    counter(const counter &) = delete;
    counter &operator=(const counter &) = delete;
    int count;
};
