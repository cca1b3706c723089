#include "old.h"

colour last() { return blue; }
