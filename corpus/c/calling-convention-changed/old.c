#include "old.h"

int plugin_call(int code, int flags)
{
	return code * 10 + flags;
}
