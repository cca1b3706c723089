#include "new.h"

int first_of(int first, tag) { return first; }
