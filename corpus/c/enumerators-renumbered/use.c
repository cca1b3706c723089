#include "old.h"

int main(void)
{
	return command_run(COMMAND_STOP) == 1 ? 0 : 1;
}
