#include "new.h"

int led_levels[4] = { 1, 2, 3, 4 };

int led_set(int level)
{
	return led_levels[3] == 4 ? led_levels[level] : -1;
}
