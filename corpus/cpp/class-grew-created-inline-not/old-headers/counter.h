class counter {
public:
    static counter *make();
    counter &self() { return *this; }
    long get() const;

private:
    counter();
    counter(const counter &);
    ~counter();
    counter *copy() { return new counter; }
    long count;
};

inline long get_twice(const counter *one) { return one->get() + const_cast<counter *>(one)->self().get(); }
