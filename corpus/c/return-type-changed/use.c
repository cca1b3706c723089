#include "old.h"

int main(void)
{
	return temperature(2) == 21 ? 0 : 1;
}
