struct stack {
	long size;
	union {
		void *pointer;
		long offset;
	} top;
};

void *top_of(struct stack *s);
