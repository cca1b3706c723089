#include <cstdlib>

#include "old.h"

item::item() : value(1) {}
void destroy(item *items) { delete[] items; }
