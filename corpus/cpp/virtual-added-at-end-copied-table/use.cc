#include "old.h"

int main()
{
    // The constructor stores the address of the program's copy of the table, which is as long as that of OLD.
    shape *what = new shape;
    return measure(what) != 4;
}
