#include "old.h"

int main(void)
{
	return measure(41) == 42 ? 0 : 1;
}
