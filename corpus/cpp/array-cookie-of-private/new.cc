#include "new.h"

item::item() : value(1) {}
item::~item() { value = 0; }
item *item::make() { return new item; }
