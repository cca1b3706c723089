#include "old.h"

int main(void)
{
	struct size s = { 6, 7 };

	return size_area(s) == 42 ? 0 : 1;
}
