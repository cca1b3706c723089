#include "old.h"

int main() { return add(1) == 2 ? 0 : 1; }
