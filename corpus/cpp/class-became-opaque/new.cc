#include "new.h"

static long one[2] = {1, 9};
counter *make_counter() { return reinterpret_cast<counter *>(one); }
