template <class T> struct kept {
    T data;
};

struct holder {
    kept<int> list;
    int last;
};

struct other {
    kept<int> list;
    int last;
};

int last_of(const holder &what, const other &that);
