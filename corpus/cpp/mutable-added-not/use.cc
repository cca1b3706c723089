#include "old.h"

int main()
{
    return read_setting() != 5;
}
