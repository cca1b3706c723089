#include "old.h"

holder *make_holder() { return new holder{{}, 1, 2}; }
