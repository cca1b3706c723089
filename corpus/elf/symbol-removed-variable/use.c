#include "old.h"

int main(void)
{
	verbosity = 5;
	return should_print(5) ? 0 : 1;
}
