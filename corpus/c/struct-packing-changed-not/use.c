#include "old.h"

int main(void)
{
	struct frame f = { 'd', 1000, 80 };

	return sizeof f == 7 && frame_length(&f) == 1080 ? 0 : 1;
}
