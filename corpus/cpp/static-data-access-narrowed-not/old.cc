#include "old.h"

int limits::most = 7;
int limits::least() { return most - 6; }
