#include "new.h"

struct session {
	int number;
};

static struct session one;

HANDLE *open_session(int number)
{
	one.number = number;
	return &one;
}

int number_of(HANDLE *handle)
{
	struct session *s = handle;

	return s->number;
}
