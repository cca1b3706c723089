#include "old.h"

int main()
{
    item two[2];
    return mode_of(two[0]) != sound;
}
