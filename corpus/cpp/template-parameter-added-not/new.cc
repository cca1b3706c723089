#include "new.h"

template <typename Value> Value box<Value>::get() const { return value; }
template struct box<int>;
