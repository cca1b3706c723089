#include "old.h"

struct palette palette = { 1, { 10, 20, 30, 40, 50, 60 } };
