#include "old.h"

int main(void)
{
	struct queue *q = queue_get();

	return q->length == 3 && q->reserved == 0 && q->limit == 100 ? 0 : 1;
}
