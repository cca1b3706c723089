using narrow = _BitInt(20);
struct level {
    _BitInt(20) value;
};

int is_high(const level &what);
