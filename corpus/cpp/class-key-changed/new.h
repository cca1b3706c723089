class counter {
public:
    int count;
    int step();
};

counter *make_counter();
