#include "old.h"

int is_high(const level &what) { return what.value > 1000; }
