#include "old.h"

int behind = 7;

int main()
{
    return volume() != current.width * current.height;
}
