#include "old.h"

int main(void)
{
	return command_run(COMMAND_STOP) == 20 ? 0 : 1;
}
