#include "old.h"

int flags_mode(struct flags *f)
{
	return f->on ? f->mode : 0;
}
