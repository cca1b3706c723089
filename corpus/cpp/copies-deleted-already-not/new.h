struct handle {
    handle();
    handle(const handle &) = delete;
    handle &operator=(const handle &) = delete;
    int id;
};

struct counter {
    counter(int from);
    counter() = delete;
    counter(const counter &) = delete;
    counter &operator=(const counter &) = delete;
    int step();
    handle held;
    int count;
};
