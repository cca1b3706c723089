#include "old.h"

int metric_get(enum metric metric)
{
	return metric < METRIC_COUNT ? 100 + (int)metric : -1;
}
