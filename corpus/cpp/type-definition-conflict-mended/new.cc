#include "new.h"

struct item {
    int price = 5;
    int count = 1;
};
item *make_item() { return new item; }
