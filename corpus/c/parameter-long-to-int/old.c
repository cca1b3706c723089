#include "old.h"

long seek_to(long position)
{
	return position;
}
