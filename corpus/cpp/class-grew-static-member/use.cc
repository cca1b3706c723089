#include "old.h"

int main()
{
    return settings::instance().width != 2 || settings::instance().height != 3;
}
