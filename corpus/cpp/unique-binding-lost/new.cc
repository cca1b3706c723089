#include "new.h"

int bump() { return ++counter(); }
