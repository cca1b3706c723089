#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

int gpio_get(int pin)
{
	return pin & 1;
}
EXPORT_SYMBOL(gpio_get);

int gpio_set(int pin)
{
	return pin | 1;
}
EXPORT_SYMBOL_GPL(gpio_set);
