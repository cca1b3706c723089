#include "old.h"

int read_value(__seg_fs int *value)
{
	return *value;
}
