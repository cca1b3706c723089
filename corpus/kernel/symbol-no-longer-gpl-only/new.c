#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

int fan_speed(int percent)
{
	return percent * 20;
}
EXPORT_SYMBOL(fan_speed);
