#include "new-headers/paint.h"

int paint::draw(int how) { return how; }
