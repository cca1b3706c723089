#include "old.h"

int main() { return first("abc", 2) == 2 ? 0 : 1; }
