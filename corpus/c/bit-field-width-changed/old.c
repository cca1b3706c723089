#include "old.h"

int flags_sum(const struct flags *flags)
{
	return flags->ready + 10 * flags->kind + 100 * flags->level;
}
