struct token {
    token();
    token(const token &other);
    ~token();
    int id;
};

template <class T>
struct box {
    box() {}
    box(const box &other) : what(other.what) {}
    T what;
};

struct block {
    long words[8];
};

typedef const token key;

int first(int way, token, token, block what);
int last(token, block what, box<int>, box<token>, int way);
int locked(key which, block what);
token made(token of);
