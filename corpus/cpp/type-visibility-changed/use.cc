#include "old.h"

int main()
{
    try {
        fail();
    } catch (problem &caught) {
        return caught.code != 5;
    }
    return 1;
}
