#include "old.h"

int main(void)
{
	u8 bytes[] = { 3, 4 };
	struct frame frame = { { 0 }, bytes };

	return frame_first(&frame) == 3 ? 0 : 1;
}
