#include "old.h"

int main(void)
{
	struct person p = { .age = 44, .height = 180, .name = "Kim" };

	return person_age(&p) == 44 ? 0 : 1;
}
