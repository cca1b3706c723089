struct queue {
	int length;
	union {
		unsigned long reserved;
		unsigned int weight;
	};
	int limit;
};

struct queue *queue_get(void);
