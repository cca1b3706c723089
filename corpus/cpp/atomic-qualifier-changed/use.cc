#include "old.h"

int main()
{
    return make_pixel()->alpha != 7;
}
