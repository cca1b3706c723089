#include "old.h"

struct own : task {
    int first() override { return 1; }
    int second() override { return 2; }
};

int main()
{
    own mine;
    return mine.both() != 12;
}
