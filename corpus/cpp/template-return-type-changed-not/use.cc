#include "old.h"

int main() { return parse("7") == 7 ? 0 : 1; }
