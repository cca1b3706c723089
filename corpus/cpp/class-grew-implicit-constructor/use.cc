#include "old.h"

int main()
{
    struct {
        options mine;
        int behind;
    } place = {{}, 7};
    return volume(place.mine) != 6;
}
