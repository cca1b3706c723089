#include "old.h"

int main(void)
{
	return table.values[table.count - 1] == table.count ? 0 : 1;
}
