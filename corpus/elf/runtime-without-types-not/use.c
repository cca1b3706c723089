#include "old.h"

int main(void)
{
	return gamma_first() == 1 ? 0 : 1;
}
