#include "new.h"

int geo::dot(int by) { return by; }
int image::load(int what) { return what; }
int image::scale(int by) { return by * 3; }
