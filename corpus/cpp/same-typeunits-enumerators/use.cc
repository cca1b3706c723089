#include "old.h"

int main()
{
    wall w;
    return w.put({4}) != 8 || make_wall()->area != 2;
}
