#include "new.h"

int value_of(const holder &what) { return what.value; }
