struct job {
	int id;
	int cost;
};

struct job *job_next(void);
