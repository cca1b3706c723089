#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    point a{1, 2}, b{2, 3};
    std::less<point> order{};
    return is_first(order, a, b) && order.by_y(a, b) ? 0 : 1;
}
