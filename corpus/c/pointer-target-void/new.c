#include "new.h"

int blob_first(const unsigned char *blob)
{
	return *blob;
}
