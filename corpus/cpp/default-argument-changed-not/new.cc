#include "new-headers/gate.h"

int gate::open(int place, int mode) { return mode == plain ? place : -1; }
int gate::shut(const char *name, double) { return name[0]; }
