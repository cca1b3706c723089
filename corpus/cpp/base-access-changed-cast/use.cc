#include "old.h"

int main()
{
    const shape *found = dynamic_cast<shape *>(make_square());
    return found == nullptr || found->corners() != 4;
}
