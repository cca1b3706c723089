#include "old.h"

static int seen(int done)
{
	return done;
}

int main(void)
{
	return copy_all(seen) == 50 ? 0 : 1;
}
