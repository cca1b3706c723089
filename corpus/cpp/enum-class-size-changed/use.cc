#include "old.h"

int main()
{
    return make_pen()->last != colour::green;
}
