#include "old.h"

int main(void)
{
	return seven() == 7 && eight() == 8 ? 0 : 1;
}
