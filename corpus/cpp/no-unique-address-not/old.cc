#include "old.h"

holder *make_holder() { return new holder{{3}, 1}; }
