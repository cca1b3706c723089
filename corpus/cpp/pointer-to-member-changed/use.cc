#include "old.h"

int main()
{
    return make_field()->width != 3;
}
