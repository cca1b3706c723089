struct request {
	unsigned int urgent : 1;
	int size;
};

int request_cost(const struct request *request);
