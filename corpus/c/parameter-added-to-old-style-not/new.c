#include "new.h"

int finish(const struct hooks *hooks)
{
	return hooks->done(7);
}
