#include "old.h"

template <> int parse<int>(const char *text) { return text[0] - '0'; }
