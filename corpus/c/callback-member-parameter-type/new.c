#include "new.h"

void notify(const struct listener *listener, int value)
{
	listener->changed(value + 1);
}
