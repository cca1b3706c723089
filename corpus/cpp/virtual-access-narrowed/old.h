class counter {
public:
    virtual int get();
    virtual int step();
private:
    int count = 1;
};

counter *make_counter();
