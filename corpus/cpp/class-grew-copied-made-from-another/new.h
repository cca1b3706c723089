struct counter_start {
    long first;
};

class counter {
public:
    static counter *make();
    int get() const;

private:
    counter(const counter_start &from);
    long count;
    long last;
};
