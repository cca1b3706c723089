#include "old.h"

int main() { return limit() == 7 && bump() == 1 ? 0 : 1; }
