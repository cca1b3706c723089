#include "old.h"

int gauge::set(int next) { return value = next; }
int gauge::get() { return value; }
gauge *make_gauge() { return new gauge; }
