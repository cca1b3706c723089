#include "old.h"

outer::outer() {}
outer *make_outer() { return new outer; }
