#include "old.h"

int main(void)
{
	return key_is_set(KEY_FIRST) && !key_is_set(KEY_NONE) ? 0 : 1;
}
