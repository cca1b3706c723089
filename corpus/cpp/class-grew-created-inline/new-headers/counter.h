class counter {
public:
    static counter *make(void *room) { return new (room) counter; }
    long get() const;

private:
    counter();
    counter(const counter &);
    ~counter();
    long count;
    long last;
};
