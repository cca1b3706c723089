struct item;

item *make_item();
int price_of(const item *what);
