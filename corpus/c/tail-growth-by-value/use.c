#include "old.h"

int main(void)
{
	struct rect one = { 0, 0, 10, 20 };
	struct rect two = { 7, 15, 30, 40 };

	return rect_overlap(one, two) == 15 ? 0 : 1;
}
