struct handle {
    handle();
    handle(const handle &) = delete;
    handle &operator=(const handle &) = delete;
    int id;
};

struct counter {
    counter(int from);
    int step();
    handle held;
    int count;
};
