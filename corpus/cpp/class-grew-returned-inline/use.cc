#include "old.h"

int main()
{
    struct {
        counter mine;
        long behind;
    } place = {counter::make()->next(), 7};
    return place.mine.get() != 2 || place.behind != 7;
}
