#include "new.h"

static struct queue q = { 4, 2, 1 };

struct queue *queue_main(void)
{
	return &q;
}

int post(int second, struct queue *first)
{
	return second + first->id;
}
