#include "old.h"

int main()
{
    box one(nullptr);
    return one.get() != 7;
}
