#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int led_set(int on)
{
	return on + 1;
}
EXPORT_SYMBOL(led_set);
