#include "new.h"

int take(int &&value) { return value; }
