#include "new.h"

int open(int value) { return value; }
std::size_t std::hash<Key>::operator()(const Key &key) const { return key.id; }
