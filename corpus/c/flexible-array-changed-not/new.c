#include "new.h"

int record_last(const struct record *r)
{
	return r->data[r->length - 1];
}
