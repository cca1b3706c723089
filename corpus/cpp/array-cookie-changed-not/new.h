extern int gone;
struct item {
    item();
    ~item();
    int value;
};

void destroy(item *items);
