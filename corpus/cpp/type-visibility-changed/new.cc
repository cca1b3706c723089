#include "new.h"

void fail() { throw problem{5}; }
