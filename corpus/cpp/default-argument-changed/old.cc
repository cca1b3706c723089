#include "old-headers/gate.h"

int gate::open(int place, int mode) { return mode == plain ? place : -1; }
int gate::close(int mode) { return mode; }
int gate::mark(int sign) { return sign; }
