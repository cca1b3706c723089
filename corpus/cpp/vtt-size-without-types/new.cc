#include "new.h"

int first::one() { return a; }
int second::two() { return b; }
child::child() {}
int child::three() { return c; }

int sum(child *what) { return what->one() + what->two() + what->three(); }
