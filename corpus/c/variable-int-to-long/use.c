#include "old.h"

int main(void)
{
	offset = -5;
	return offset_is_negative() ? 0 : 1;
}
