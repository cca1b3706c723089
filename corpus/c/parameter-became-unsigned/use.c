#include "old.h"

int main(void)
{
	return delay_clamp(-2) == -2 ? 0 : 1;
}
