#include "old.h"

static char unnamed[] = "unnamed";
char *program_name = unnamed;

int name_initial(void)
{
	return program_name[0];
}
