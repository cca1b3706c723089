#include "old.h"

int main()
{
    return make_counter()->get() != 0;
}
