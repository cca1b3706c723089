#include "old.h"

int main() { return counter == 42 ? 0 : 1; }
