#include "old.h"

int main()
{
    return make_button()->id != 9;
}
