#pragma once
#include <functional>
struct Key {
    int id;
};
template <> struct std::hash<Key> {
    std::size_t operator()(const Key &key) const;
};
int open(int value);
