#include "new.h"

static const int own = 7;
const int *where() { return &own; }
int bump() { return 1; }
