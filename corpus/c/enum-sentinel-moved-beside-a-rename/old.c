#include "old.h"

int code_known(enum code code)
{
	return code < CODE_LAST;
}
