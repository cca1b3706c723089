#include "old.h"

int main() { return twice(open(3)) == 6 ? 0 : 1; }
