struct holder {
    int &&value;
};

int value_of(const holder &what);
