#include "old.h"

long seek_by(int distance)
{
	return 100 + distance;
}
