#include "old.h"

int command_run(enum command command)
{
	switch (command) {
	case COMMAND_START:
		return 10;
	case COMMAND_STOP:
		return 20;
	}
	return -1;
}
