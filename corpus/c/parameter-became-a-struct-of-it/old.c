#include "old.h"

int take(int uid)
{
	return uid;
}
