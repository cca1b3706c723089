#include "old.h"

static struct request request = { .id = 7, .state = 42 };

struct request *request_get(void)
{
	return &request;
}
