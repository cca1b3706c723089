#include "old.h"

int main() { return sha256::hash(1) == 257 ? 0 : 1; }
