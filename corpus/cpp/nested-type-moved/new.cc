#include "new.h"

int colour_of(const paint::style *what) { return what->colour; }
