#include "old.h"

void fail() { throw problem{5}; }
