#include "old.h"

static int event(struct watch *watch)
{
	return watch->id;
}

int main(void)
{
	struct { struct watch watch; long behind; } w = { { event, 5, 1 }, 0 };

	return watch_fire(&w.watch) == 5 && w.behind == 0 ? 0 : 1;
}
