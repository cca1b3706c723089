#include "old.h"

int main() { return open(3) == 3 ? 0 : 1; }
