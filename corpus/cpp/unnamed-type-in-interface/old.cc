#include "old.h"

int take(decltype(Holder::inner) &inner) { return inner.value; }
