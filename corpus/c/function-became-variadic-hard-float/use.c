#include "old.h"

int main(void)
{
	return scale(6, 7.0) != 42;
}
