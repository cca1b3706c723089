struct record {
	int length;
	char data[];
};
int record_last(const struct record *r);
