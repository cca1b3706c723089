struct number {
    number(long value) : value(value) {}
    number &operator=(const number &other)
    {
        value = other.value + 1;
        return *this;
    }
    long value;
};

class counter {
public:
    counter();
    ~counter();
    long get() const;

private:
    long step;
    number count;
};
