template <class T, int N> struct kept {
    T data[N];
    int used;
};

struct holder {
    kept<int, 8> list;
    int last;
};

int last_of(const holder &what);
