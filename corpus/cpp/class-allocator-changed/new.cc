#include <cstdlib>

#include "new.h"

counter::counter() : count(1) {}
void *counter::operator new(unsigned long) { return (char *)std::malloc(64) + 16; }
void counter::operator delete(void *what) { std::free((char *)what - 16); }
void destroy(counter *what) { delete what; }
