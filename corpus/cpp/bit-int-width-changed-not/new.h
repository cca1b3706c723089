using narrow = _BitInt(20);
struct level {
    narrow value;
};

int is_high(const level &what);
