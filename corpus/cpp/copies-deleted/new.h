struct counter {
    counter();
    counter(const counter &) = delete;
    counter &operator=(const counter &) = delete;
    int step();
    int count;
};
