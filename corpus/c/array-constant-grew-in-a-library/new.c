#include "new.h"

const int led_levels[4] = { 1, 2, 3, 4 };

int led_count(void)
{
	return sizeof led_levels / sizeof led_levels[0];
}

/* How many of them are what they should be. */
int led_right(int count)
{
	int n = 0;

	while (n < count && led_levels[n] == n + 1)
		n++;
	return n;
}
