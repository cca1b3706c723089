#include "old.h"

int main(void)
{
	struct person people[2] = { { 1970, 3 }, { 1999, 0 } };

	return person_children(&people[0]) == 3 && person_age(&people[0], 2000) == 30 ? 0 : 1;
}
