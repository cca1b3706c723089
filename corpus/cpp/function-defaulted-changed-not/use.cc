#include "old.h"

int main()
{
    counter one;
    return one.step() != 2 || make_counter()->count != 1;
}
