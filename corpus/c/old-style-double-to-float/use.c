#include "old.h"

int main(void)
{
	return halve(3.0) == 1.5 && halve(16777217.0) == 8388608.5 ? 0 : 1;
}
