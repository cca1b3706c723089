#include "old.h"

int main(void)
{
	const struct input *i = input_poll();

	return i->x == 10 && i->y == 20 && i->time == 3000 ? 0 : 1;
}
