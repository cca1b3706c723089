#include "old.h"

int main()
{
    static struct { block one; char behind[64]; } room = {{{1, 2, 3, 4}, 7}, {}};
    return times_of(room.one) != 7;
}
