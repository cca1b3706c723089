#include "old.h"

int main()
{
    destroy(new counter);
    return 0;
}
