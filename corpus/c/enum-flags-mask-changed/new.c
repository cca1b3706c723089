#include "new.h"

enum feature feature_offered(void)
{
	return FEATURE_ALL;
}
