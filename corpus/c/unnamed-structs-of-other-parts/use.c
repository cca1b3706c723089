#include "old.h"

int main(void)
{
	struct walk w[8] = { { 0, 7 } };

	return walk_last(w) != 7;
}
