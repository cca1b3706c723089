#include "old.h"

template struct select<entry>;
derived<entry> *make_derived() { return new derived<entry>{{{1, 2}}, {3, 4}, 5}; }
