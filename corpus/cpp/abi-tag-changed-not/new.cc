#include "new.h"

int limit(int value) { return value < 9 ? value : 9; }
int now::limit(int value) { return value < 8 ? value : 8; }
