#include "old.h"

int main()
{
    return press() != 9;
}
