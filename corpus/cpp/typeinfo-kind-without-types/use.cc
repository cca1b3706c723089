#include "old.h"

int main()
{
    try {
        attempt();
    } catch (problem &caught) {
        return caught.code != 5;
    }
    return 1;
}
