#include "old.h"

int main()
{
    block what = {{5, 6, 7}};
    return first(1, token(), token(), what) != 6 || last(token(), what, box<int>(), box<token>(), 2) != 7
        || made(token()).id != 1;
}
