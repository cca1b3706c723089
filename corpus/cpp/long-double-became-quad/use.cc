#include "old.h"

int main()
{
    return !half(0.5L);
}
