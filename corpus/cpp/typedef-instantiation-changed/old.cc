#include "old.h"

long length_of(const text &what) { return what.length; }
