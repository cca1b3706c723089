#ifdef ABI_NEW
#include "new-headers/paint.h"
#else
#include "old-headers/paint.h"
#endif

int main()
{
    paint::canvas area = {1, 2};
    return paint::draw(area.width) != 1;
}
