#include "old.h"

long count_of(const holder &what) { return what.held->count; }
long first_of(const before &one, const behind &other) { return one.count + other.amount; }
