#include "old.h"

int main(void)
{
	const struct mixer_ops *ops = mixer_ops_get();

	return ops->level == 3 && ops->blend(4) == 8 ? 0 : 1;
}
