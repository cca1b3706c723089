#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int crypt_rounds(int level)
{
	return level * 4;
}
EXPORT_SYMBOL(crypt_rounds);
