#include "old.h"

int add(int value) { return value + 1; }
int add_rarely(int value) asm("_Z3addi.cold");
int add_rarely(int value) { return value + 1; }
