#include "old.h"

void quad_copy(struct quad *to, const struct quad *from)
{
	*to = *from;
}
