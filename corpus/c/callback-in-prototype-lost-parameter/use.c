#include "old.h"

static int good;

static void seen(int line, int length)
{
	good = line == 1 && length == 80;
}

int main(void)
{
	each_line(seen);
	return good ? 0 : 1;
}
