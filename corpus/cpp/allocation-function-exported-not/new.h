#pragma once
int add(int value);
#include <cstddef>
struct Node {
    static void *operator new(std::size_t size);
    static void operator delete(void *memory);
    int id;
};
