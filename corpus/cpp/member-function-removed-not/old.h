struct base {
    int count;
    int step();
};

class counter : public base {
public:
    int limit;
    int twice() { step(); return step(); }
private:
    int thrice() { return 3; }
};

counter *make_counter();
