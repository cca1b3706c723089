#include <stdint.h>

struct pair {
	uint32_t large;
	uint32_t small;
};

uint32_t pair_large(const struct pair *pair);

int main(void)
{
	struct pair pair = { 7, 5 };

	return pair_large(&pair) != 7;
}
