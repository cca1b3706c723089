#include "old.h"

int used_of(const led<int> *what) { return what->to->used; }
int last_of(const holder *what) { return what->last; }
