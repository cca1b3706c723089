#include "old.h"

int main(void)
{
	struct sequence s = { { 0, 0, 0 }, 3 };

	return sequence_mark(&s) == 3 && s.buffer.position == 12 ? 0 : 1;
}
