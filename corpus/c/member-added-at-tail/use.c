#include "old.h"

int main(void)
{
	struct session *s = session_open(5);

	if (s->id != 5 || s->state != 1)
		return 1;
	return session_close(s) == 5 ? 0 : 1;
}
