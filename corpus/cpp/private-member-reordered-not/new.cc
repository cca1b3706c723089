#include "new.h"

counter::counter()
{
    count = 1;
    step = 5;
}
counter::~counter() {}
counter *counter::make() { return new counter; }
