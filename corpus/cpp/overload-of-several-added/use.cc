#include "old.h"

int main()
{
    int (counter::*step)(int) = &counter::step;
    return (make_counter()->*step)(2) != 3;
}
