#include "old.h"

struct pen {
    colour what : 2;
    unsigned width : 6;
};

int main()
{
    pen one = {last(), 1};
    return one.what != last();
}
