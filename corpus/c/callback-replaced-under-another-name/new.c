#include "new.h"

int install(const struct hooks *h)
{
	return h->check_compatibility();
}
