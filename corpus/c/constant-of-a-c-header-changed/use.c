#include "old.h"

static struct {
    char name[8];
    char behind[8];
} all;

int main(void)
{
    double width = 1;

    name_of(all.name, &width);
    return all.behind[0] != 0 || sizeof all.name != name_length;
}
