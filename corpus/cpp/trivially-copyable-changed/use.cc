#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

#include <type_traits>

static_assert(std::is_trivially_copyable<number>::value, "copied as bytes");

int main()
{
    return value_of(number(5)) != 5;
}
