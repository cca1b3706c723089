#include "old.h"

int main() { return add(1) == 2 && sub(1) == 0 ? 0 : 1; }
