#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    derived<entry> *one = make_derived();
    derived<entry>::value_type other = one->other;
    return other.first != 3;
}
