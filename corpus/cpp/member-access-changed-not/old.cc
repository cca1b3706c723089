#include "old.h"

counter::counter() : count(1), step(2) {}
