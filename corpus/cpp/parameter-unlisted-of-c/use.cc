#include "old.h"

int main()
{
    block what = {{5, 6, 7}};
    return look(token(), 1, what) != 6;
}
