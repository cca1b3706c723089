#include "old.h"

int main()
{
    return make_values()->deeper.at + make_types()->alias.at + local_one()->at - take(nullptr, nullptr, nullptr);
}
