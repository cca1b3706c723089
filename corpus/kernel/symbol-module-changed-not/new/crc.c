#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

int crc_update(int crc, int byte)
{
	return (crc << 1) ^ byte;
}
EXPORT_SYMBOL(crc_update);
