#include "old.h"

item::item() : value(1) {}
item *item::make() { return new item; }
