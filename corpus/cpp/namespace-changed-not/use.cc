#include "old.h"

int main() { return geo::scale(2) == 4 ? 0 : 1; }
