#include "old.h"

int main(void)
{
	struct {
		int values[METRIC_COUNT];
		int next;
	} box = { { 0 }, 5 };

	metric_all(box.values);
	return box.values[METRIC_MEMORY] == 101 && box.next == 5 ? 0 : 1;
}
