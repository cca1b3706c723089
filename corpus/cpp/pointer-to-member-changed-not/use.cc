#include "old.h"

int main()
{
    item one = {5};
    return one.*make_field()->get != 5 || make_field()->width != 3;
}
