struct metres {
    metres(int value);
    int value;
};

int twice(metres what);
