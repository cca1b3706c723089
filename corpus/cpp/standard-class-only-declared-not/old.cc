#include "old.h"

int length(std::string text) { return static_cast<int>(text.size()); }
