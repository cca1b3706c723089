#include "new.h"

enum result result_of(int number)
{
	return number < 0 ? RESULT_FAILED : RESULT_OK;
}
