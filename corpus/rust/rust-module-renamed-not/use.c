#include <stdint.h>

struct pair {
	uint8_t small;
	uint32_t large;
};

uint32_t pair_large(struct pair pair);

int main(void)
{
	struct pair pair = { 5, 7 };

	return pair_large(pair) != 7;
}
