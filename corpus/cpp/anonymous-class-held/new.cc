#include "new.h"

tank::tank() { inside.depth = 3; }
int tank::level() const
{
    const probe &p = inside;
    return p.get();
}
void tank::fill(int n) { inside.depth += n; }
