#include "old.h"

static void throwing()
{
    // The typeinfo of the program is the first that is loaded, and all use it.
    throw problem{5};
}

int main()
{
    return attempt(throwing) != 5;
}
