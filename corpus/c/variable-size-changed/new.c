#include "new.h"

struct palette palette = { 1, { 10, 20 } };
