#include "new.h"

template <> long parse<int>(const char *text) { return text[0] - '0'; }
