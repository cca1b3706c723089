#include "old.h"

int main(void)
{
	return header_get()->length == 512 ? 0 : 1;
}
