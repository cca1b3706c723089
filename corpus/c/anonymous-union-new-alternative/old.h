struct queue {
	int length;
	unsigned long reserved;
	int limit;
};

struct queue *queue_get(void);
