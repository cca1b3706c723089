#include "old.h"

int main()
{
    return value_of(item{handle(5), 1}) != 6;
}
