#include "old.h"

int main()
{
    counter own;
    return make_counter()->count != 1 || own.count != 1;
}
