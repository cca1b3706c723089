#include "old.h"

struct item {
    int price = 5;
    int count = 1;
};
int price_of(const item *what) { return what->price; }
