#include "new.h"

long visit(long (*each)(int id))
{
	return each(1);
}
