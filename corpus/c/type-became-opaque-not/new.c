#include "new.h"

static char places[8];

struct stream *stream_at(int at)
{
	return (struct stream *)&places[at];
}

int stream_position(struct stream *stream)
{
	return (int)((char *)stream - places);
}
