#include "old.h"

static struct grant grant;

struct grant *grant_first(void)
{
	grant.capability = CAPABILITY_WRITE;
	grant.user = 1001;
	return &grant;
}
