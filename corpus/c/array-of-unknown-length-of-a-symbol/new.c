#include "new.h"

int led_levels[3] = { 1, 2, 3 };

int led_set(int level)
{
	return led_levels[level];
}
