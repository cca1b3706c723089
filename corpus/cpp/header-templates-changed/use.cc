#include "old-headers/pack.h"

int main()
{
    return pack::bits(pack::size<char>::of()) != 64;
}
