#include "old.h"

int main()
{
    return make_counter()->step(2) != 3;
}
