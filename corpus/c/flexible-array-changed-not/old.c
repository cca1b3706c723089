#include "old.h"

int record_last(const struct record *r)
{
	return r->data[r->size - 1];
}
