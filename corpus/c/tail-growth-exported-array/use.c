#include "old.h"

int main(void)
{
	return palette[2].red == 7 ? 0 : 1;
}
