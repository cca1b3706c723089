#include "old.h"

int main(void)
{
	return frame_get()->width == 640 ? 0 : 1;
}
