#include "old.h"

int main(void)
{
	struct sample s = { 7 };

	return value_of(s) != 7;
}
