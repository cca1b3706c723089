#include "new.h"

int user_id(const struct user *u)
{
	return u->id;
}
