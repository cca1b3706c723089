#include "old.h"

pen *make_pen() { return new pen{colour::red, colour::green}; }
