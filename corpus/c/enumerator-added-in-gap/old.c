#include "old.h"

enum code code_of(int found)
{
	return found ? CODE_OK : CODE_MISSING;
}
