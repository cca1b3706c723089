#include "old.h"

int run(enum command command)
{
	return command == COMMAND_START ? 7 : 0;
}
