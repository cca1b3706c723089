#include "old.h"

int take(int &value) { return value; }
