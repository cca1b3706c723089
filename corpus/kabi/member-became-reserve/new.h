struct job {
	int id;
	unsigned long suse_kabi_padding;
};

long job_rank(struct job *job);
