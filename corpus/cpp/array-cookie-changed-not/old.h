extern int gone;
struct item {
    item();
    ~item() { gone++; }
    int value;
};

void destroy(item *items);
