#include "old.h"

int main()
{
    bottom *one = make_bottom();
    bottom *two = one->clone();
    int seen = kind_of(static_cast<left *>(one)) * 10 + two->go();
    delete static_cast<left *>(one);
    return seen != 52;
}
