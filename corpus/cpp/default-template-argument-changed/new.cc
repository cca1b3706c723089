#include "new.h"

int value_of(const box<int> &what) { return what.value; }
