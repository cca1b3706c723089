#include "old.h"

int main(void)
{
	struct header h = { .length = 7, .parts = { 1, 2 } };

	return !(length_of(&h) == 7 && part_of(&h, 1) == 2);
}
