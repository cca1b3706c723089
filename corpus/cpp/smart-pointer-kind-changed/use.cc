#include "old.h"

int main()
{
    return make_holder()->count != 3;
}
