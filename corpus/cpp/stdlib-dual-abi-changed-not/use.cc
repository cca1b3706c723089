#include "old.h"

int main() { return first("abc", 2) == 1 ? 0 : 1; }
