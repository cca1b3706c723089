#include "old.h"

int main()
{
    return length("four") != 4;
}
