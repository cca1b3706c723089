#include "old.h"

int main(void)
{
	return run(COMMAND_START) == 7 ? 0 : 1;
}
