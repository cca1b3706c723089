struct counter {
    _Atomic(int) value;
    int step;
};

counter *make_counter();
