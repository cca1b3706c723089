#include "old.h"

int colour_of(const shape::style *what) { return what->colour; }
