#include "old.h"

static const void *kept;

const void *user_data_get(void)
{
	return kept;
}

void user_data_set(void *data)
{
	kept = data;
}
