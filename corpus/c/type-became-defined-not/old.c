#include "old.h"

int pair_sum(const struct pair *pair)
{
	return pair->left + pair->right;
}
