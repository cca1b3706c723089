#include "old.h"

int main()
{
    holder one{std::make_unique<before>(before{5, 7})};
    return count_of(one) == 5 ? 0 : 1;
}
