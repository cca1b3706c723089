#include "old.h"

int sequence_mark(struct sequence *s)
{
	s->buffer.position = 12;
	return s->full;
}
