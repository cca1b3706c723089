#include "old.h"

int state_is_ready(enum state s)
{
	return s == STATE_IDLE;
}
