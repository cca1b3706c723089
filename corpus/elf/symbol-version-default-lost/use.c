#include "old.h"

int main(void)
{
	return encode(41) == 42 ? 0 : 1;
}
