#include "old.h"

int main(void)
{
	return level_traces(LEVEL_TRACE) ? 0 : 1;
}
