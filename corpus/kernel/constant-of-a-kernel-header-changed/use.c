#include "old.h"

static struct {
	int levels[4];
	int behind[4];
} all;

int main(void)
{
	struct leds leds = { 0 };

	led_levels(&leds, all.levels);
	return all.behind[1] != 0;
}
