#include "new.h"

int queue_count(const struct queue *queue)
{
	return queue->count;
}
