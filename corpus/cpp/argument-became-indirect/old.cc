#include "old.h"

int sum(span what)
{
    span none{0, 0};
    return what.first + what.last + none.first;
}
