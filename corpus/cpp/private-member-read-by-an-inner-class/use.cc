#include "old.h"

int main()
{
    counter one;
    counter::reader reader(one);
    return reader.read() != 1;
}
