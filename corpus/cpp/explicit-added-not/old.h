struct metres {
    explicit metres(int value);
    int value;
};

int twice(metres what);
