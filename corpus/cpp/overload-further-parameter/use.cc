#include "old.h"

int main() { return area(2, 3) == 6 ? 0 : 1; }
