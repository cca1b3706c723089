#include "old.h"

static int seen;

static void on_changed(int value)
{
	seen = value;
}

int main(void)
{
	struct listener listener = { on_changed };

	notify(&listener, 41);
	return seen == 42 ? 0 : 1;
}
