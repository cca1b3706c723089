#include "old.h"

int main(void)
{
	queue_push(7);
	return queue_depth() == 1 ? 0 : 1;
}
