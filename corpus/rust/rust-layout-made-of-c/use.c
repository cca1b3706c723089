#include <stdint.h>

/* As rustc laid it out. */
struct pair {
	uint32_t large;
	uint16_t last;
	uint8_t small;
};

uint32_t pair_large(struct pair pair);

int main(void)
{
	struct pair pair = { 1 << 20 | 3, 5, 7 };

	return pair_large(pair) != (1 << 20 | 3);
}
