#include "old.h"

int main(void)
{
	handle_t handles[4] = { 0 };

	/* NEW writes two words of 8 bytes where two of 4 bytes are expected. */
	handle_list(handles, 2);
	return handles[0] == 1 && handles[1] == 2 && handles[2] == 0 ? 0 : 1;
}
