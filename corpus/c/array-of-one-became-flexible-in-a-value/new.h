struct event {
	int length;
	int name[];
};

struct queue {
	struct event first;
	int count;
};

int queue_count(const struct queue *queue);
