#include "export.h"
#include "new.h"

MODULE_INFO("vermagic=6.1.0 SMP mod_unload RANDSTRUCT_91c2");

int cred_uid(const struct cred *cred)
{
	return cred->uid;
}
EXPORT_SYMBOL(cred_uid);
