#include "old.h"

int three() { return 3; }

int main() { return call(three) == 3 ? 0 : 1; }
