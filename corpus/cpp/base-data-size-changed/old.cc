#include "old.h"

base::base() : count(1), flag(2) {}
void base::touch() {}
