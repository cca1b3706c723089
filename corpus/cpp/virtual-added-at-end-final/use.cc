#include "old.h"

int main()
{
    // The program's copy of the table is as long as that of OLD.
    return measure(new shape) != 4;
}
