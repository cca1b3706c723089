#include "old.h"

int main()
{
    series all = three();
    all.points.push_back(4);
    return second_of(all) == 2 && all.points.size() == 4 ? 0 : 1;
}
