#include "old-headers/names.h"

static struct {
    char name[8];
    char behind[8];
} all;

int main(void)
{
    struct names names = {0};

    name_of(&names, all.name);
    return all.behind[0] != 0 || all.name[0] != 'a' || names.count != 1;
}
