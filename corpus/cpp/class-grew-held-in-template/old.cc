#include "old.h"

int second_x(const pair_of<point> &what) { return what.second.x; }
