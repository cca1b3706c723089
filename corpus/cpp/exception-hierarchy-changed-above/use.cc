#include "old.h"

int main()
{
    try {
        fail();
    } catch (failure &) {
        return 0;
    } catch (...) {
        return 1;
    }
    return 2;
}
