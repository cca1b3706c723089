#include "old.h"

int cube_of(int side)
{
	return side * side * side;
}
