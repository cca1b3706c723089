#include "old.h"

int main()
{
    box above(false);
    box below(true);
    return !(above == below);
}
