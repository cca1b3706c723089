#include "old.h"

int main(void)
{
	balance = -20;
	return in_debt() == 1 ? 0 : 1;
}
