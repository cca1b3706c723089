#include "old.h"

int clamp_percent(int value)
{
	return value < 0 ? 0 : value > 100 ? 100 : value;
}
