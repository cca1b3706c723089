#include "old.h"

static struct item item = { 1, 2, "one" };

struct item *item_new(void)
{
	return &item;
}
