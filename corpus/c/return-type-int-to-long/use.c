#include "old.h"

int main(void)
{
	return file_length(3) == 3 && file_length(11) == 0x7fffffff ? 0 : 1;
}
