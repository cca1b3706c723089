#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

int crypt_rounds(int level)
{
	return level * 4;
}
EXPORT_SYMBOL_NS(crypt_rounds, CRYPT_INTERNAL);
