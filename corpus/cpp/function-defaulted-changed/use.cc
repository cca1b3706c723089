#include "old.h"

int main()
{
    counter one;
    return one.count != 1 || make_counter()->count != 1;
}
