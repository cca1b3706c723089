#include "new.h"

long length_of(const text &what) { return what.length; }
