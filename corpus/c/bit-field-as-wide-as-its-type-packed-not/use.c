#include "old.h"

int main(void)
{
	struct frame frame = { 1, 1 << 30, 2, 3 };

	return frame_length(&frame) == (1 << 30) + 3 ? 0 : 1;
}
