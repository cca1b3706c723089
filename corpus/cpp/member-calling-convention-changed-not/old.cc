#include "old.h"

int plugin::call(int code) { return base + code; }
