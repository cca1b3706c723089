template <class T> struct kept {
    T data;
    T more;
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
