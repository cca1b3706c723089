#include "new.h"

void touch(base *what) { what->count = what->last = 9; }
