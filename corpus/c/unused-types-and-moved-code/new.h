/* Not used by any function of the interface. */
struct job_statistics {
	long started;
	double load;
};
typedef enum { JOB_IDLE, JOB_BUSY } job_state_t;

struct job {
	/* Never 0. */
	int id;
	const char *name;
	struct job *next;
};
int job_last(const struct job *list);
int job_count(const struct job *list);
