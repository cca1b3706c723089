#include "old.h"

int code_of(const letter &what) { return what.code; }
