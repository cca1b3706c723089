#include "old.h"

int main()
{
    return measure() != 4;
}
