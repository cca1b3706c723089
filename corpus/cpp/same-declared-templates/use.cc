#include "old.h"

int main()
{
    return make_green(red) != nullptr || make_large(size::small) != nullptr || hold(ns::first) != nullptr;
}
