#include "old.h"

int main(void)
{
	struct task t = { .state = 1, .pid = 20, .policy = 3, .priority = 400 };

	return task_score(&t) == 424 ? 0 : 1;
}
