#include "old.h"

int main() { return length("a") == 1 ? 0 : 1; }
