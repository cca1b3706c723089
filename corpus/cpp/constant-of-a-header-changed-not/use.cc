#include "old.h"

static int counts[room::most];

int main()
{
    counts[room::most - 1] = room::other();
    return room::sum() < 4 || counts[room::most - 1] != room::of_unit - 1 || room::limit < 6;
}
