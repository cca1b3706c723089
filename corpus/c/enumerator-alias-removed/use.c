#include "old.h"

int main(void)
{
	return state_is_ready(STATE_IDLE) == 1 ? 0 : 1;
}
