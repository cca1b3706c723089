#include "old.h"

int job_count(const struct job *list)
{
	int count = 0;

	for (; list; list = list->next)
		count++;
	return count;
}

int job_last(const struct job *list)
{
	int id = 0;

	for (; list; list = list->next)
		id = list->id;
	return id;
}
