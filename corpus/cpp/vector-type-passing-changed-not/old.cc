#include "old.h"

int first_of(two what) { return what[0]; }
