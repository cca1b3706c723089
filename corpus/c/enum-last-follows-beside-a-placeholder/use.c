#include "old.h"

int main(void)
{
	return option_set(OPTION_A) | option_set(OPTION_B);
}
