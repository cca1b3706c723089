#include "new.h"

holder *make_holder() { return new holder{{}, 1, 2}; }
