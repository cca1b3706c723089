#include "old.h"

int main(void)
{
	return visitor()(7) == 8 ? 0 : 1;
}
