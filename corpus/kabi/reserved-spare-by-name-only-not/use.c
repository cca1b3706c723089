#include "old.h"

int main(void)
{
	struct filesystem_state state;

	state_read(&state);
	return state.f_sparse[0] == 3 && state.f_flags == 2 ? 0 : 1;
}
