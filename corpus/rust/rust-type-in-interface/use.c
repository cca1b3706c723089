#include <stdint.h>

uint32_t large_of(uint32_t large);

int main(void)
{
	return large_of(3) != 3;
}
