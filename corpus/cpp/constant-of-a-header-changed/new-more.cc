#include "new.h"

const int &room::limit()
{
    return most;
}
