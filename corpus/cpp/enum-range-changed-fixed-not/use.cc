#include "old.h"

int main()
{
    return last() < white;
}
