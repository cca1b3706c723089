#include "old.h"

int length(const char *text) { return text[0] ? 1 : 0; }
