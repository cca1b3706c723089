#include "old-headers/gate.h"

int main() { return gate::open(4) != 4 || gate::close(3) != 3 || gate::mark() != 2; }
