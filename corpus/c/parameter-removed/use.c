#include "old.h"

int main(void)
{
	return log_level("main", 3) == 3 ? 0 : 1;
}
