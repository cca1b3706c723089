#include "new.h"

long seek_to(int position)
{
	return position;
}
