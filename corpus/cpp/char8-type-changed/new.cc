#include "new.h"

int put(char8_t letter) { return letter; }
