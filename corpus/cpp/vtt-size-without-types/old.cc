#include "old.h"

int first::one() { return a; }
child::child() {}
int child::three() { return c; }

int sum(child *what) { return what->one() + what->three(); }
