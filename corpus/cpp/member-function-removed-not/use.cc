#include "old.h"

int main()
{
    return make_counter()->twice() != 3;
}
