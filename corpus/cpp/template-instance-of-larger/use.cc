#include "old.h"

int main()
{
    series all{{1, 2, 3}, 3};
    return second_of(all) == 2 && three().points[1] == 2 ? 0 : 1;
}
