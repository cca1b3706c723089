#include "old.h"

colour last() { return white; }
bool is_last(const pen &which) { return which.what == white; }
