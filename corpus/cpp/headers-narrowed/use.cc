#ifdef ABI_NEW
#include "new-headers/form.h"
#else
#include "old-headers/form.h"
#endif

struct title : form::page {
};

int main()
{
    form::pair<int> two = {1, 2};
    form::pixel<int> one = 1;
    return form::fill() != 1 || title().number != 1 || two.sum() != 3 || one.value != 1;
}
