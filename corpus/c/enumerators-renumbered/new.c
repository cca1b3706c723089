#include "new.h"

int command_run(enum command command)
{
	return command == COMMAND_STOP;
}
