#include "old.h"

int main(void)
{
	struct job job = { 1, 42 };

	return job_rank(&job) == 42 ? 0 : 1;
}
