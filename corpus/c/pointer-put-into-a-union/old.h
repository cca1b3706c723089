struct stack {
	long size;
	void *top;
};

void *top_of(struct stack *s);
