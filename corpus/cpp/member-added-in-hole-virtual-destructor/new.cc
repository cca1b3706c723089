#include "new.h"

node::node() : first(1), flag(true), last(2) {}
node::~node() {}
void node::touch()
{
    first = 3; marked = true;
    last = 4;
}
