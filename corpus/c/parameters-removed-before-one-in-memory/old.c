#include "old.h"

long quota(long used, long limit, struct moment first, struct moment now)
{
	return limit - used + now.seconds - first.seconds;
}
