struct handle {
    explicit handle(int value) : value(value) {}
    handle(handle &&other) : value(other.value) { other.value = 0; }
    int value;
};
struct item {
    handle held;
    int count;
};

int value_of(item what);
