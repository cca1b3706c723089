#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int crc_update(int crc, int byte)
{
	return (crc << 1) ^ byte;
}
EXPORT_SYMBOL(crc_update);

int crc_table(int index)
{
	return index * 7;
}
EXPORT_SYMBOL(crc_table);
