#include "new.h"

static int verbosity = 3;

int should_print(int level)
{
	return level <= verbosity;
}
