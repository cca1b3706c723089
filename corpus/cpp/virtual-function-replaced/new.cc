#include "new.h"

int gauge::set(const int *next) { return value = *next; }
int gauge::get() { return value; }
gauge *make_gauge() { return new gauge; }
