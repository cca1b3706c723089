class counter {
public:
    counter();
    counter(const counter &);
    counter &operator=(const counter &);
    ~counter();
    long get() const;

private:
    int count;
    int limit;
    long total;
};
