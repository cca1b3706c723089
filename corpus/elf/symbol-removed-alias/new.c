#include "new.h"

int list_insert(int item)
{
	return item + 1;
}
