#include "old.h"

int main(void)
{
	return colour_is_red(RED) ? 0 : 1;
}
