#include "old.h"

int main()
{
    return make_counter()->add(3) != 4;
}
