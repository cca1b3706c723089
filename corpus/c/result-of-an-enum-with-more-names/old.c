#include "old.h"

enum state state_of(int line)
{
	return line ? STATE_ON : STATE_OFF;
}
