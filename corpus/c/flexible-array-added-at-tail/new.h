struct list {
	int count;
	int items[];
};

int list_sum(const struct list *l);
