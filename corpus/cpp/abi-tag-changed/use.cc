#include "old.h"

int main() { return limit(12) == 9 ? 0 : 1; }
