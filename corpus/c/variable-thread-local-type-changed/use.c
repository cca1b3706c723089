#include "old.h"

int main(void)
{
	depth = -1;
	return depth_is_negative() ? 0 : 1;
}
