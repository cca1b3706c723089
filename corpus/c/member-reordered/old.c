#include "old.h"

int person_age(const struct person *person)
{
	return person->age;
}
