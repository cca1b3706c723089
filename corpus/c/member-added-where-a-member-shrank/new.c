#include "new.h"

int sequence_mark(struct sequence *s)
{
	s->mark = -1;
	return s->full;
}
