#include "new.h"

bool is_first(const std::less<point> &order, const point &a, const point &b) { return order(a, b); }
