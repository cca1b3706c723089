#include "new.h"

static char unnamed[] = "unnamed";
const char *program_name = unnamed;

int name_initial(void)
{
	return program_name[0];
}
