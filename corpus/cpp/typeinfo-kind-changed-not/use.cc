#include "old.h"

int main()
{
    return attempt() != 5;
}
