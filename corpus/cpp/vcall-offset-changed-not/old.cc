#include "old.h"

int base::one() { return a; }
int child::one() { return c; }
int sum(base *what) { return what->one(); }
