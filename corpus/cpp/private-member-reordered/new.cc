#include "new.h"

counter::counter()
{
    step = 5;
    count = 1;
}
counter::~counter() {}
counter *counter::make() { return new counter; }
