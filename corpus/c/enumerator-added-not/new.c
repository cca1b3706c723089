#include "new.h"

int signal_stops(enum signal signal)
{
	return signal == SIGNAL_RED || signal == SIGNAL_AMBER;
}
