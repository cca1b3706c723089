#include "old.h"

int main()
{
    return make_counter()->count != 1;
}
