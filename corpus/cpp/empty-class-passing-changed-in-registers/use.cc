#include "old.h"

int main()
{
    return last_of(1, 2, 3, tag(), 7) != 7;
}
