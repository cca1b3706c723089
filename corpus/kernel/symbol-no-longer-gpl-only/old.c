#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int fan_speed(int percent)
{
	return percent * 20;
}
EXPORT_SYMBOL_GPL(fan_speed);
