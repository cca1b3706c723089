#include "old.h"

int main()
{
    return level(make_device()) != 3;
}
