#include "old.h"

int main(void)
{
	return half(84) == 42 ? 0 : 1;
}
