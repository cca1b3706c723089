#include "new.h"

int days[4] = { 1, 2, 3, 4 };
