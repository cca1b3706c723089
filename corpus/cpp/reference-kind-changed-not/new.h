struct item {
    int price;
};
int take(item &what);
int take(item &&what);
