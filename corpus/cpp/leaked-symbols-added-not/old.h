#pragma once
#include <functional>
struct Key {
    int id;
};
int open(int value);
