#include "old.h"

int main(void)
{
	long double value = -3;

	fill_third(&value);
	return value == 0.25 && is_positive(value) ? 0 : 1;
}
