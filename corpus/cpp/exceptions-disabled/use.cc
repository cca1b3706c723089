#include "old.h"

static void throwing() { throw 5; }

int main()
{
    try {
        with_lock(throwing);
    } catch (int) {
    }
    return held;
}
