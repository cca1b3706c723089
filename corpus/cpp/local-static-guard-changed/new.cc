#include "new.h"

static int own;
int bump() { return ++own; }
