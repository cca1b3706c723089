#include "old.h"

const int &room::limit()
{
    return most;
}
