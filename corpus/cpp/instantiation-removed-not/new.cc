#include "new.h"

template struct Box<int>;
int open(int value) { return value; }
