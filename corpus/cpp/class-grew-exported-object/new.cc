#include "new.h"

settings current = {2, 3, 4};
int volume() { return current.width * current.height * current.depth; }
