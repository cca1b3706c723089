struct job {
	int id;
	unsigned long priority;
};

long job_rank(struct job *job);
