#include "old.h"

int main(void)
{
	return format_bytes(FORMAT_RGB) == 3 ? 0 : 1;
}
