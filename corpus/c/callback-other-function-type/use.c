#include "old.h"

int main(void)
{
	return walker()(5) == 7 ? 0 : 1;
}
