#include "new-headers/counter.h"

counter::counter() : how(fast) {}
