#include "old.h"

int main(void)
{
	return gauge_ops()->read(2) == 6 ? 0 : 1;
}
