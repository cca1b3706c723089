#include "old.h"

int value_of(const holder &what) { return what.value; }
