struct task {
	char state;
	signed char nice;
	int pid;
	char policy;
	short cpu;
	int priority;
};

int task_score(const struct task *task);
