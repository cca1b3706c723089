#include "old.h"
int main(void)
{
	struct lib_request request = { 0, 0 };
	lib_stat(&request);
	return ((struct lib_result *)request.ptr)->size == 7 ? 0 : 1;
}
