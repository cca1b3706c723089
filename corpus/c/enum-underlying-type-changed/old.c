#include "old.h"

int key_is_set(enum key key)
{
	return key != KEY_NONE;
}
