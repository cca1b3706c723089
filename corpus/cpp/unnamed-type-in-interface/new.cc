#include "new.h"

int take(decltype(Holder::inner) &inner) { return inner.value; }
