#include "old.h"

int main(void)
{
	return mask_is_high(MASK_HIGH) ? 0 : 1;
}
