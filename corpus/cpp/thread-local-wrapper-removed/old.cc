#include "old.h"

int start(int value) { return value + 1; }
thread_local int counter = start(41);
