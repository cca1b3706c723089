#include "old.h"

int main()
{
    struct {
        counter mine;
        long behind;
    } place = {*counter::make(), 7};
    return place.mine.get() != 1;
}
