#include "old.h"

int bump() { return ++counter(); }
