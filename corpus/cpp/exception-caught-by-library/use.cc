#include "old.h"

static void act() { throw problem(); }

int main()
{
    return run(act) != 1;
}
