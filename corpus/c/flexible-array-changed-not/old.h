struct record {
	int size;
	char data[];
};
int record_last(const struct record *r);
