#include "new.h"

int code_of(const letter &what) { return what.code; }
