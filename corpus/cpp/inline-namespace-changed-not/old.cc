#include "old.h"

int sha256::hash(int value) { return value + 256; }
int sha256::size(int value) { return value; }
