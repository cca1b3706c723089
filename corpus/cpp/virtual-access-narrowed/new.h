class counter {
public:
    virtual int get();
private:
    virtual int step();
    int count = 1;
};

counter *make_counter();
