#include "new.h"

static struct item item = { { 2, 1 }, "one" };

struct item *item_new(void)
{
	return &item;
}
