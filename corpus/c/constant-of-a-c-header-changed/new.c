#include "new.h"

void name_of(char *name, double *width)
{
    for (unsigned i = 0; i < name_length; i++)
        name[i] = 'a';
    *width *= ratio;
}
