#include "old.h"

int main(void)
{
	struct s s = {1, 2};

	return work(&s, 3) != 6;
}
