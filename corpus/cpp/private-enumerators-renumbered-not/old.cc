#include "old-headers/counter.h"

counter::counter() : how(fast) {}
