#include "old.h"

int main(void)
{
	int value = 7;
	struct counter c = { &value };

	return !(read_counter(&c) == 7 && read_value(&value) == 7);
}
