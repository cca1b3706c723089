#include "new.h"

long count_of(const holder &what) { return what.held->amount; }
long first_of(const before &one, const behind &other) { return one.count + other.amount; }
