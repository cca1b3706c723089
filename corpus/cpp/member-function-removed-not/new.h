struct base {
    int count;
    int step();
    int twice() { step(); return step(); }
};

class counter : public base {
public:
    int limit;
};

counter *make_counter();
