#include "old.h"

int main(void)
{
	struct offset o = { 10, -4 };

	return offset_apply(&o) == 6 ? 0 : 1;
}
