#include "old.h"

int main(void)
{
	long double value = 0;

	get_value(1, &value);
	return value == 2.5L ? 0 : 1;
}
