#include "new.h"

int take(struct kuid uid)
{
	return uid.value;
}
