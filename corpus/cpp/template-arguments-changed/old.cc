#include "old.h"

const int one = 1, other = 2;
int twice(int value) { return 2 * value; }
int thrice(int value) { return 3 * value; }
everything *make_everything() { return new everything(); }
