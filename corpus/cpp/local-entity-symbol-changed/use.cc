#include "old.h"

int main() { return run(open(3)) == 6 ? 0 : 1; }
