#include "old.h"

int main(void)
{
	return list_add(1) == 2 && list_insert(1) == 2 ? 0 : 1;
}
