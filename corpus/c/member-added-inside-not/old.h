struct task {
	char state;
	int pid;
	char policy;
	int priority;
};

int task_score(const struct task *task);
