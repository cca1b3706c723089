struct request {
	int id;
	int length;
};
int submit(struct request *r);
int version(int major);
