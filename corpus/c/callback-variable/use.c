#include "old.h"

static int loud(int level)
{
	return level * 100;
}

int main(void)
{
	alarm_hook = loud;
	return alarm_raise() == 300 ? 0 : 1;
}
