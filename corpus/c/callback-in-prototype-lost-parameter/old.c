#include "old.h"

void each_line(void (*seen)(int line, int length))
{
	seen(1, 80);
}
