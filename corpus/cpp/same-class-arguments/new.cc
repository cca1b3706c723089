#include "new.h"

everything *make_everything() { return new everything(); }
