#include "old.h"

int main()
{
    return item::make()->value != 1;
}
