#include "new.h"

const int limits = 9;
