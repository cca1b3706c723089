#include "old.h"

int main()
{
    tank t;
    return t.level() != 3;
}
