#include "old.h"

int main(void)
{
	return stats_get()->cpu[3].hits == 103 ? 0 : 1;
}
