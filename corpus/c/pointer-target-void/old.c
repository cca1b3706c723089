#include "old.h"

int blob_first(const void *blob)
{
	return *(const unsigned char *)blob;
}
