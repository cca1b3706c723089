class counter {
public:
    static counter *make();
    counter next() const { return counter(*this); }
    long get() const;

private:
    counter();
    counter(const counter &from);
    long count;
};
