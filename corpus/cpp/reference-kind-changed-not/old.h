struct item {
    int price;
};
int take(item &what);
