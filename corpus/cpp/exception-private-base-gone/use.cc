#include "old.h"

int main()
{
    try {
        fail();
    } catch (failure &) {
        return 0;
    }
    return 1;
}
