#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

static int uses;

int crc_uses(void)
{
	return ++uses;
}

int crc_table(int index)
{
	return index * 7;
}
EXPORT_SYMBOL(crc_table);
