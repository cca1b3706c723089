#include "old.h"

int main(void)
{
	return volume_set(73) == 73 ? 0 : 1;
}
