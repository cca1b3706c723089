#include "old.h"

int main()
{
    return context::make()->get() != 1;
}
