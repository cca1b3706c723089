#include "new.h"

void *top_of(struct stack *s)
{
	return s->top.pointer;
}
