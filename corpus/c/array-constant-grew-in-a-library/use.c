#include "old.h"

int main(void)
{
	return led_levels[0] == 1 && led_right(led_count()) == led_count() ? 0 : 1;
}
