#include "old.h"

int main()
{
    return price_of(make_item()) != 1;
}
