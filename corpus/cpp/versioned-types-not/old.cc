#include "old.h"

static lib::item one = {4};
lib::basket *make_basket() { return new lib::basket{&one, one.twice(one)}; }
