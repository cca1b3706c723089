#include "old.h"

int length(const std::string &) { return 3; }
int first(const std::string &, int fallback) { return fallback; }
