#include "old.h"

int main(void)
{
	return seek_by(-1) == 99 ? 0 : 1;
}
