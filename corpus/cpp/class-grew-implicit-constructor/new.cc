#include "new.h"

int volume(const options &what) { return what.width * what.height * what.depth; }
