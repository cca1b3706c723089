struct queue {
	long depth;
	int id;
	int mark;
};

struct queue *queue_main(void);
int post(int second, struct queue *first);
