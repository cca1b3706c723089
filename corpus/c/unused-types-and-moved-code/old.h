struct job {
	int id;
	const char *name;
	struct job *next;
};
int job_count(const struct job *list);
int job_last(const struct job *list);
