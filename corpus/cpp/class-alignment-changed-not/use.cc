#include "old.h"

int main()
{
    static vector4 one;
    return !is_aligned(&one);
}
