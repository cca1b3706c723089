#include "new.h"

template <typename T, typename P> T box<T, P>::get() const { return value; }
template struct box<int>;
