#include "old.h"

int main()
{
    return make_button()->press() != 3;
}
