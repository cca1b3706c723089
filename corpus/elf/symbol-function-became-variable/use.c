#include "old.h"

int main(void)
{
	return build_number() == 1207 && build_major() == 1 ? 0 : 1;
}
