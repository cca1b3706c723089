#include "new.h"

static char area[8] = "empty";
char *const scratch_area = area;
