#include "old.h"

int main() { return bump() == 1 && counter() == 1 ? 0 : 1; }
