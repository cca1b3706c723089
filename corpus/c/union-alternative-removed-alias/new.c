#include "new.h"

unsigned int address_get(const union address *address)
{
	return address->word;
}
