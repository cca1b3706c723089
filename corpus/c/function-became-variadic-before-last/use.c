#include "old.h"

int main(void)
{
	return configure(3, 4) == 7 ? 0 : 1;
}
