#include "old.h"

int main()
{
    return make_series()->count != 3;
}
