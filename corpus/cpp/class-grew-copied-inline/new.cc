#include "new-headers/place.h"

static const map::place first = {1, 2, 3};
const map::place *map::origin() { return &first; }
int map::distance(const place *one) { return one->x + one->y - (one->z - 3); }
