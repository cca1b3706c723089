#include "old.h"

int main()
{
    return make_item() == nullptr;
}
