#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

int led_set(int on)
{
	return on + 1;
}
EXPORT_SYMBOL_GPL(led_set);
