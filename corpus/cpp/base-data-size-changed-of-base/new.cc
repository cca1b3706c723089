#include "new.h"

base::base() : count(1), flag(2) {}
middle::middle() {}
void middle::touch()
{
    late = 0;
}
