struct fast {
};
struct safe {
};
template <typename T, typename P = fast> struct box {
    T value;
};

int value_of(const box<int> &what);
