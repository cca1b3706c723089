struct
handle {
    explicit handle(int value) : value(value) {}
    handle(const handle &other) : value(other.value) {}
    ~handle() {}
    int value;
};

int value_of(handle what);
