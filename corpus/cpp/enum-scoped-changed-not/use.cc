#include "old.h"

int main()
{
    return next(colour::red) != colour::green;
}
