struct span {
	int start;
	int size;
};
int span_end(struct span s);
