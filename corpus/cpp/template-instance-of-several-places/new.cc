#include "new.h"

int used_of(const led<long> *what) { return what->to->used; }
int last_of(const holder *what) { return what->last; }
