#include "export.h"
#include "old.h"

int led_levels(const struct leds *leds, int *levels)
{
	for (int i = leds->used; i < led_most; i++)
		levels[i] = i * led_step;
	return led_most;
}
EXPORT_SYMBOL(led_levels);
