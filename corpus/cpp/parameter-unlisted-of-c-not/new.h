struct token {
    token();
    token(const token &other);
    ~token();
    int id;
};

struct block {
    long words[8];
};

extern "C" int look(token which, int way, block what);
extern "C" int none(void);
