#include "old.h"

int text::width(int letter) { return letter; }
