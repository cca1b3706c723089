#include "new.h"

int shop::sell(const lib::item &what) { return what.price; }
int shop::buy(lib::item *what) { return -what->price; }
int shop::count(const lib::item *) const { return left; }
shop *make_shop() { return new shop; }
int price_of(const lib::item &what) { return what.price; }
