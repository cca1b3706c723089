struct job {
	int id;
	int owner;
	int cost;
	int deadline;
};

struct job *job_next(void);
