#include "old.h"

long visit(int (*each)(int id))
{
	return each(1);
}
