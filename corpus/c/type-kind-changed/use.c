#include "old.h"

int main(void)
{
	struct column c = { 1, { 3, 14 } };

	return column_value(&c) == 314 ? 0 : 1;
}
