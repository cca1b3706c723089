#include "old.h"

const struct table table = { 2, { 1, 2 } };
