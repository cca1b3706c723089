#include "old.h"

int main(void)
{
	static const int list[] = { 3, 5 };

	return part_of(list, 1) == 5 ? 0 : 1;
}
