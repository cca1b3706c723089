#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

int rtc_write(int field)
{
	return field + 3;
}
EXPORT_SYMBOL(rtc_write);

int rtc_read(int field)
{
	return field + 2;
}
EXPORT_SYMBOL_GPL(rtc_read);
