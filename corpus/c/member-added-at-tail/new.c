#include <stdlib.h>
#include "new.h"

struct session *session_open(int id)
{
	struct session *s = calloc(1, sizeof *s);

	if (s) {
		s->id = id;
		s->state = 1;
	}
	return s;
}

int session_close(struct session *session)
{
	int id = session->id;

	free(session);
	return id;
}
