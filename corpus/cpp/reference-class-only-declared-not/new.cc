#include "new.h"

int sum(const span &what) { return what.first + what.last; }
int length(const span &what) { return what.last - what.first; }
