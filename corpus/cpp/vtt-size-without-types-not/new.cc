#include "new.h"

int first::one() { return a; }
child::child() {}
int child::three() { return c + 0 * a; }

int sum(child *what) { return what->one() + what->three(); }
