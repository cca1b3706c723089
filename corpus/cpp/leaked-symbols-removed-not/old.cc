#include "old.h"

template struct lib::Box<int>;
int lib::open(int value) { return value; }
