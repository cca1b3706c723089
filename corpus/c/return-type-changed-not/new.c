#include "new.h"

octets_t mail_limit(void)
{
	return 1000;
}

octets_t mail_size(int id)
{
	return id * 10ul;
}
