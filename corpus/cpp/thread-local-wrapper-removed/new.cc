#include "new.h"

int start(int value) { return value + 1; }
thread_local int counter = 42;
