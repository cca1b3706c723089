#include "new.h"

static state first = {3};
static device one = {&first};
device *make_device() { return &one; }
int level(device *what) { return what->now->level; }
state state_of(device *what) { return *what->now; }
