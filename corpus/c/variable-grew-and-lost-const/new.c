#include "new.h"

struct table table = { 3, { 1, 2, 3 } };
