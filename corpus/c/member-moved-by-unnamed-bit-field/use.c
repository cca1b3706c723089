#include "old.h"

int main(void)
{
	struct control c[2] = { { 0xf0, 0x0f, 0x33 }, { 1, 2, 3 } };

	return control_check(c) == 0xff ? 0 : 1;
}
