#include "old.h"

int main(void)
{
	struct filesystem_state state;

	state_read(&state);
	return state.f_blocks == 1 && state.f_flags == 2 ? 0 : 1;
}
