#include "old.h"

int main(void)
{
	struct request two[] = {{1, 2}, {3, 4}};

	return submit(&two[0]) != 3;
}
