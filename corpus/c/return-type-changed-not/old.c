#include "old.h"

octets_t mail_limit(void)
{
	return 1000;
}

unsigned long mail_size(int id)
{
	return id * 10ul;
}
