#include "old.h"

int main() { return take(*new int(3)) == 3 ? 0 : 1; }
