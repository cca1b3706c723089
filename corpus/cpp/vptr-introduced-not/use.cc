#include "old.h"

int main()
{
    return step(make_counter()) != 2;
}
