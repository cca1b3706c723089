#include "new.h"

int text::width(int letter) { return letter; }
int text::width(long letter) { return static_cast<int>(letter); }
