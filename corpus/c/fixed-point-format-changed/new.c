#include "new.h"

int is_half(const struct gain *g)
{
	return g->left == 1 && g->right == 0.5lr;
}
