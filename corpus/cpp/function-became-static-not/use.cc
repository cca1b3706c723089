#include "old.h"

int main()
{
    return counter::add(3) != 4 || make_counter()->count != 5;
}
