#include "old.h"

int gone;
item::item() : value(1) {}
void destroy(item *items) { delete[] items; }
