#include "old.h"

int add(int value) { return value + 1; }
int add_with_avx2(int value) asm("_Z3addi.avx2");
int add_with_avx2(int value) { return value + 1; }
