#include "old.h"

int main() { return sum(new int(3), 1) == 4 ? 0 : 1; }
