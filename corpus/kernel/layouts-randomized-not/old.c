#include "export.h"
#include "old.h"

MODULE_INFO("vermagic=6.1.0 SMP mod_unload RANDSTRUCT_PLUGIN_5f3a");

int cred_uid(const struct cred *cred)
{
	return cred->uid;
}
EXPORT_SYMBOL(cred_uid);
