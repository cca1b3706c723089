#include "old.h"

static void throwing() { throw 5; }

int main()
{
    try {
        call(throwing);
    } catch (int) {
        return 0;
    }
    return 1;
}
