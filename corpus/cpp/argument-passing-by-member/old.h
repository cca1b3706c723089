struct handle {
    explicit handle(int value) : value(value) {}
    int value;
};
struct item {
    handle held;
    int count;
};

int value_of(item what);
