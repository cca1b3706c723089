#include "old.h"

int main(void)
{
	struct header h = { .length = 7 };

	return length_of(&h) != 7;
}
