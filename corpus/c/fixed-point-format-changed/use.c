#include "old.h"

int main(void)
{
	struct gain g = { 0.5k, 0.5k };

	return !is_half(&g);
}
