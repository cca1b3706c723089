#include "old.h"

int main()
{
    derived<entry> *one = make_derived();
    return select<entry>()(one->other) != 3 || one->count != 5;
}
