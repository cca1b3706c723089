#include "old.h"

int main(void)
{
	struct dial d = { 40 };

	return dial_turn(&d, 2) == 42 && d.angle == 42 ? 0 : 1;
}
