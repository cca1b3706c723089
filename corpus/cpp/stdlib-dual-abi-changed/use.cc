#include "old.h"

int main() { return length("abc") == 3 ? 0 : 1; }
