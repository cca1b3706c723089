#include "old-headers/pack.h"

int pack::bits(int bytes) { return bytes * 8; }
