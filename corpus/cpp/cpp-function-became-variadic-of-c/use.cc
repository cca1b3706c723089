#include "old.h"

int main()
{
    return log_level(3) != 3;
}
