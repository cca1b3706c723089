struct counter {
    long count;
};

counter *make_counter();
void keep(counter *what);
