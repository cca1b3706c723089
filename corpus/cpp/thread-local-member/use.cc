#include "old.h"

int main() { return counter::last == 4 ? 0 : 1; }
