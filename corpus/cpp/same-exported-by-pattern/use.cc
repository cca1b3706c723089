#include "old.h"

int main()
{
    return lib::sum(lib::item(1), lib::item(2)) != 4;
}
