#include "old.h"

int stamp_make(int day)
{
	static int issued;

	return day + issued++;
}

int stamp_create(int day) __attribute__((alias("stamp_make")));
