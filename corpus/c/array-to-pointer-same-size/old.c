#include "old.h"

static struct label one = { "abc", 1 };

const struct label *label_first(void)
{
	return &one;
}
