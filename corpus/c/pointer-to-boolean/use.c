#include "old.h"

int main(void)
{
	char level = 2;

	return level_bits(&level) == 2 ? 0 : 1;
}
