#include "old.h"

int main()
{
    return make_big(5).at[0] != 5;
}
