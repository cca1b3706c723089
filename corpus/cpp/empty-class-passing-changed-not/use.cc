#include "old.h"

int main()
{
    return first_of(7, tag()) != 7;
}
