#include "new.h"

enum line_state state_of(int line)
{
	return line ? STATE_ON : STATE_OFF;
}
