struct item {
    int price;
};
int take(const item &what);
