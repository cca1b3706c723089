class counter {
public:
    counter();
    int get() const;
    void release();

private:
    ~counter();
    long count;
    long last;
};
