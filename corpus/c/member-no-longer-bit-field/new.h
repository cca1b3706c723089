struct request {
	unsigned int urgent;
	int size;
};

int request_cost(const struct request *request);
