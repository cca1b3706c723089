#include "new.h"

int sha256::size(int value) { return value; }
int sha512::hash_blocks(int value, long count) { return value + static_cast<int>(count); }
