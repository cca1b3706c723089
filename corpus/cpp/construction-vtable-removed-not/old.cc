#include "old.h"

int top::zero() { return z; }
first::first() {}
int first::one() { return a; }
middle::middle() {}
int middle::three() { return c; }
int sum(middle *what) { return what->zero() + what->one() + what->three(); }
