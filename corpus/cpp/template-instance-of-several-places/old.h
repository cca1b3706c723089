template <class T> struct kept {
    T data[2];
    int used;
};

template <class T> struct led {
    kept<T> *to;
    int count;
};

struct holder {
    kept<int> own;
    int last;
};

extern "C" int used_of(const led<int> *what);
extern "C" int last_of(const holder *what);
