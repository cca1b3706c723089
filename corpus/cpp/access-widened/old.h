struct counter {
    int get();
    int count;
private:
    int reset(int to);
};

counter *make_counter();
