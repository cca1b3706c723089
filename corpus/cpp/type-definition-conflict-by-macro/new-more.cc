#define CHECKED
#include "new.h"

mode mode_of(const item &what) { return what.how; }
item *spare() { return new item[2]; }
