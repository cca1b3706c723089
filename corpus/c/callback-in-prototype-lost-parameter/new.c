#include "new.h"

void each_line(void (*seen)(int line))
{
	seen(1);
}
