#include "old.h"

int main(void)
{
	struct queue queue = { { 1, { 2 } }, 3 };

	return queue_count(&queue) == 3 ? 0 : 1;
}
