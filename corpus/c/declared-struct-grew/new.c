#include "new.h"
static struct lib_result result;
int lib_stat(struct lib_request *request)
{
	result.size = 7;
	result.blocks = 9;
	request->ptr = &result;
	return 0;
}
