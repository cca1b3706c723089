#include "old.h"

int main(void)
{
	return trace(0) == 0 && trace(2, 20, 22) == 42 ? 0 : 1;
}
