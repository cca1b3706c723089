struct request {
	int id;
	int priority;
	int length;
};
int submit(struct request *r);
int version(int major);
