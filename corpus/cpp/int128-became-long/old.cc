#include "old.h"

long files_of(const total &what) { return what.files; }
