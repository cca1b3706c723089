#include "old.h"

int main()
{
    gauge *one = make_gauge();
    return one->set(7) != 7;
}
