struct span {
	int start;
	int length;
};
int span_end(struct span s);
