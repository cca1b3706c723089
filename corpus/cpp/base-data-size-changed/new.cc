#include "new.h"

base::base() : count(1), flag(2), last(3) {}
void base::touch() { last = 9; }
