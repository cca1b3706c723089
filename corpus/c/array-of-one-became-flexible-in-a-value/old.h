struct event {
	int length;
	int name[1];
};

struct queue {
	struct event first;
	int count;
};

int queue_count(const struct queue *queue);
