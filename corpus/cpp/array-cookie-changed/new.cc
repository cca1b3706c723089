#include "new.h"

item::item() : value(1) {}
item::~item() {}
void destroy(item *items) { delete[] items; }
