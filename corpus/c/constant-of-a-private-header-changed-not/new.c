#include "new-headers/names.h"
#include "new.h"

void name_of(struct names *names, char *name)
{
    for (unsigned i = 0; i < name_length; i += step)
        name[i] = 'a';
    names->count++;
}
