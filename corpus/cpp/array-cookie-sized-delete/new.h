struct item {
    item();
    void operator delete[](void *what, unsigned long size);
    int value;
};

void destroy(item *items);
