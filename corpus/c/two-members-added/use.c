#include "old.h"

int main(void)
{
	struct job *j = job_next();

	return j->id == 8 && j->cost == 15 ? 0 : 1;
}
