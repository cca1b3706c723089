#include "old.h"

static struct queue queue;

struct queue *queue_get(void)
{
	queue.length = 3;
	queue.limit = 100;
	return &queue;
}
