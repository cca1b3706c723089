#include "new.h"

int third_of(four what) { return what[2]; }
