#include "old.h"

node::node() : first(1), flag(true), last(2) {}
node::~node() {}
void node::touch()
{
    first = 3;
    last = 4;
}
