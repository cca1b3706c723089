#include "old.h"

int main()
{
    engine one = {1};
    one.stop(0);
    return 1;
}
