#include "old.h"

int main(void)
{
	return complex_unit()->imaginary == 1 ? 0 : 1;
}
