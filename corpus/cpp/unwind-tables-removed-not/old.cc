#include "old.h"

static int calls;
static void count() { calls++; }
void call(void (*what)())
{
    what();
    count();
}
