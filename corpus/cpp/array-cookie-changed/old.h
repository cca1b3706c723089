struct item {
    item();
    int value;
};

void destroy(item *items);
