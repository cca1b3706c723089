#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

template<class F> int call(counter *on, F which) { return (on->*which)(); }

int main()
{
    return call(make_counter(), &counter::step) != 2;
}
