#include "new.h"

int align_shift(enum align align, int space)
{
	return align * space / 2;
}
