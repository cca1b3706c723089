#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int crc_table(int index)
{
	return index * 7;
}
EXPORT_SYMBOL(crc_table);
