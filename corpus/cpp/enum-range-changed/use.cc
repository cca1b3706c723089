#include "old.h"

int main()
{
    pen one = {last(), 1};
    return one.what != last();
}
