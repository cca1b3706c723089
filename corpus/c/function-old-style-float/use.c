#include "old.h"

int main(void)
{
	return halve(3.0f) == 1.5 ? 0 : 1;
}
