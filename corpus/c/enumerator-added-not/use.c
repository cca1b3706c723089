#include "old.h"

int main(void)
{
	return signal_stops(SIGNAL_RED) && !signal_stops(SIGNAL_GREEN) ? 0 : 1;
}
