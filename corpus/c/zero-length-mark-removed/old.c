#include "old.h"

int kind_of(const struct packet *p)
{
	return p->kind;
}
