#include "old.h"

everything *make_everything() { return new everything(); }
