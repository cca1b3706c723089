#include "old.h"

int geo::scale(int by) { return by * 2; }
int geo::dot(int by) { return by; }
int image::load(int what) { return what; }
