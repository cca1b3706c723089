#include "new.h"

int is_red(colour what) { return what == colour::red; }
