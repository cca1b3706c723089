#include "new.h"

int stamp_create(int day)
{
	static int issued;

	return day + issued++;
}

int stamp_make(int day) __attribute__((alias("stamp_create")));
