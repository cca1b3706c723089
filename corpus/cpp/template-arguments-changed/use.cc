#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    everything *all = make_everything();
    sized<3> number = all->number;
    painted<red> colour = all->colour;
    return number.at + colour.at;
}
