#include "old.h"

template <typename T> T box<T>::get() const { return value; }
template struct box<int>;
