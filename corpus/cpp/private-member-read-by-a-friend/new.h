class counter {
public:
    counter();
    counter(const counter &);
    counter &operator=(const counter &);
    ~counter();
    long get() const;
    friend int peek(const counter &c) { return c.count; }

private:
    int step;
    int count;
    long total;
};
