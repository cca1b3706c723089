#include "old.h"

static char area[8] = "empty";
const char *const scratch_area = area;
