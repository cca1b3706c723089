#include "old.h"

int main()
{
    return make_counter()->count != 1 || make_gauge()->level != 2;
}
