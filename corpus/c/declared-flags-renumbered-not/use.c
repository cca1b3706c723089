#include "old.h"
int main(void)
{
	struct lib_name name = { 1 };
	return lib_open(&name, 1) == 2 && lib_last() == 1 ? 0 : 1;
}
