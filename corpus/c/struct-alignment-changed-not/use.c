#include "old.h"

int main(void)
{
	return sample_read()->value == 1.5f ? 0 : 1;
}
