struct counter {
    counter();
    int step();
    int count;
};
