#include "old.h"

int main(void)
{
	return compile(9) == 10 ? 0 : 1;
}
