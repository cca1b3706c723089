#include "old.h"

void touch(base *what) { what->count = 1; }
