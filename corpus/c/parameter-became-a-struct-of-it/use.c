#include "old.h"

int main(void)
{
	return take(12) == 12 ? 0 : 1;
}
