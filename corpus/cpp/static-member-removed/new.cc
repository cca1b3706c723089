#include "new.h"

int room(const ring *what) { return 8 - what->used; }
