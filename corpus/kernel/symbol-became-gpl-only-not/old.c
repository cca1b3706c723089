#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int gpio_get(int pin)
{
	return pin & 1;
}
EXPORT_SYMBOL(gpio_get);
