struct counter {
    int step(int by, bool twice);
    int count;
};
int run(counter *what, int times);
int run_twice(counter *what);
