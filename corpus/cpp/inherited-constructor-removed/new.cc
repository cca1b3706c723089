#include "new.h"

base::base(int id) : id(id) {}
int more_of(const derived &which) { return which.more; }
derived *make_derived() { return 0; }
