#include "old.h"

int main() { return Error::count == 1 ? 0 : 1; }
