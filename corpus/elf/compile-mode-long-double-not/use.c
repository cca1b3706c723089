#include "old.h"

int main(void)
{
	double value = 0;

	get_value(1, &value);
	return value == 2.5 ? 0 : 1;
}
