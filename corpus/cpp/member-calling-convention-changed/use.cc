#include "old.h"

int main()
{
    plugin one = {1};
    return one.call(2) != 3;
}
