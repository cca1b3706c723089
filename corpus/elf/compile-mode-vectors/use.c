#include "old.h"

int main(void)
{
	vector4 v = { 1, 2, 3, 4 };

	return last(v) == 4 ? 0 : 1;
}
