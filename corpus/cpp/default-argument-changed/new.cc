#include "new-headers/gate.h"

int gate::open(int place, int mode) { return mode == usual ? place : -1; }
int gate::close(int mode) { return mode; }
int gate::mark(int sign) { return sign; }
