#include "old.h"

static int open_it(int id)
{
	return id;
}

static int peek_it(int id)
{
	return id;
}

int main(void)
{
	const struct stream_ops ops = { open_it, peek_it };

	return stream_run(&ops) == 3 ? 0 : 1;
}
