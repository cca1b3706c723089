#include "old.h"

int main(void)
{
	return ratio == 1.5f && ratio_float() == 1.5f ? 0 : 1;
}
