#include "old.h"

int main()
{
    return most() != 1;
}
