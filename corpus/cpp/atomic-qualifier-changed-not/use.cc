#include "old.h"

int main()
{
    return make_counter()->value != 1 || make_counter()->step != 2;
}
