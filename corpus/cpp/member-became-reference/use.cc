#include "old.h"

int main()
{
    return make_setting()->value != 5;
}
