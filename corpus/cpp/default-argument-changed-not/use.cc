#include "old-headers/gate.h"

int main() { return gate::open(4) != 4 || gate::twice(2) != 4 || gate::shut() != 'g'; }
