extern int jobs_done;
int job_finish(void);
