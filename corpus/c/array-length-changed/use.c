#include "old.h"

int main(void)
{
	int sum = 0;

	for (unsigned int i = 0; i < sizeof days / sizeof days[0]; i++)
		sum += days[i];
	return sum == 36 ? 0 : 1;
}
